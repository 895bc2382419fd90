// Pages for the gallery: every element in a setting like one it will have.

import type { Kind, Props, PropsByKind, WireNode } from "../protocol.gen";

let ids = 10;

function element<K extends Kind>(kind: K, props: Partial<PropsByKind[K]>): WireNode {
  return [ids++, kind, props as Props, null];
}

function block<K extends Kind>(
  kind: K,
  props: Partial<PropsByKind[K]>,
  children: WireNode[],
): WireNode {
  return [ids++, kind, props as Props, children];
}

const markdown = (body: string) => element("markdown", { body });

const heading = (level: 1 | 2 | 3, body: string, more: Partial<PropsByKind["heading"]> = {}) =>
  element("heading", { level, body, ...more });

const PROSE = `A page is a **plain script**, read top to bottom. What you see follows what you
_wrote_, with \`inline code\`, a [link](https://example.org), :red[colours], :blue-background[tints],
:green-badge[badges], :material/rocket_launch: icons and :tada: shortcodes.

- first of a list
- second, with a nested one
  - like this
- [x] a task that is done

> A quotation stands back a little.

| city | inhabitants | growth |
|---|---:|---:|
| Lisbon | 545,796 | 1.2 % |
| Porto | 231,800 | −0.4 % |

The roots are $x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$, a price is $5 or $10, and

$$\\int_0^1 x^2\\,dx = \\frac13$$

\`\`\`python
@fragment
def counter(step: int = 1) -> None:
    """Counts clicks, and nothing else."""
    if button("Add"):
        session_state.count += step
    metric("Clicks", session_state.count)
\`\`\`
`;

const CODE = `import reactfrag as rf

@rf.fragment(run_every="2s")
def clock():
    now = datetime.now()          # the page around it stands still
    rf.metric("Time", f"{now:%H:%M:%S}")

clock()`;

const text = () => [
  heading(1, "Fragments that stand on their own", { divider: "rainbow" }),
  markdown(PROSE),
  element("code", { body: CODE, language: "python", line_numbers: true }),
  heading(2, "Numbers at a glance", { help: "Last thirty days" }),
  block("columns", {}, [
    block("column", {}, [
      element("metric", {
        label: "Revenue",
        value: "€ 48,210",
        delta: "12 %",
        delta_arrow: "up",
        help: "Before taxes",
        chart_data: [3, 4, 3.5, 5, 6, 5.5, 7, 9],
        chart_type: "area",
        border: true,
      }),
    ]),
    block("column", {}, [
      element("metric", {
        label: "Returns",
        value: "3.1 %",
        delta: "-0.4",
        delta_arrow: "down",
        delta_color: "inverse",
        chart_data: [9, 7, 8, 6, 6.5, 5, 4, 4.2],
        border: true,
      }),
    ]),
    block("column", {}, [
      element("metric", {
        label: "Orders",
        value: "1,204",
        delta: "-31",
        delta_arrow: "down",
        chart_data: [5, 6, 4, 7, 8, 6, 5, 4],
        chart_type: "bar",
        border: true,
      }),
    ]),
  ]),
  heading(3, "And the rest"),
  element("text", { body: "Plain text,\n  *kept* as it is." }),
  element("markdown", { body: "A caption says it **quietly**.", caption: true }),
  element("divider", {}),
  element("json", {
    body: JSON.stringify({
      name: "Ada",
      tags: ["math", "engines"],
      born: 1815,
      alive: false,
      spouse: null,
      address: { city: "London", zip: "W1" },
    }),
    expanded: 1,
  }),
  element("html", { body: "<p>An author's own <em>HTML</em>.</p>" }),
];

const status = () => [
  heading(1, "What is going on"),
  element("alert", { level: "success", body: "Saved. Everything is as it should be.", icon: "✅" }),
  element("alert", { level: "info", body: "A new version is [out](https://example.org)." }),
  element("alert", { level: "warning", title: "Nearly full", body: "3 % of the disk is left." }),
  element("alert", { level: "error", body: "The file could not be read.", icon: ":material/error:" }),
  element("progress", { value: 64, text: "Reading rows, **64 %**" }),
  element("spinner", { text: "Training the model…", show_time: true }),
  element("exception", {
    type: "KeyError",
    message: "'amount'",
    hint: "The frame has the columns `date` and `total`: did you mean `total`?",
    frames: [
      { file: "/home/ada/shop/app.py", line: 31, function: "<module>", code: "totals(frame)" },
      {
        file: "/home/ada/shop/report.py",
        line: 12,
        function: "totals",
        code: 'return frame["amount"].sum()',
      },
    ],
  }),
];

const button = (label: string, more: Partial<PropsByKind["button"]> = {}) =>
  element("button", { label, ...more });

const layout = () => [
  heading(1, "Places to put things"),
  block("container", { horizontal: true, gap: "xsmall", align: "left" }, [
    button("Save changes", { type: "primary", icon: ":material/save:" }),
    button("Discard"),
    button("More", { type: "tertiary" }),
    button("Locked", { disabled: true, help: "Ask the owner" }),
    button("Search", { shortcut: "ctrl+k" }),
    element("download_button", { label: "Get CSV", url: "#", file_name: "x.csv", icon: "📄" }),
  ]),
  block("columns", {}, [
    block("column", { weight: 2, border: true }, [heading(3, "Wide"), markdown("Two shares.")]),
    block("column", { weight: 1, border: true }, [heading(3, "Narrow"), markdown("One share.")]),
  ]),
  block("tabs", { default: 1 }, [
    block("tab", { label: "Data" }, [markdown("Rows.")]),
    block("tab", { label: ":material/insights: Charts" }, [markdown("Lines and bars.")]),
    block("tab", { label: "Notes" }, [markdown("Words.")]),
  ]),
  block("expander", { label: "How it was **computed**", expanded: true, icon: ":material/info:" }, [
    markdown("By adding things up."),
  ]),
  block("expander", { label: "Closed for now" }, [markdown("You found it.")]),
  block("form", {}, [
    heading(3, "A form"),
    markdown("Nothing is sent until it is complete."),
    button("Send", { submit: true, type: "primary" }),
  ]),
  block("container", { border: true, height: 140 }, [
    ...Array.from({ length: 8 }, (_, at) => markdown(`Line ${at + 1} of something long.`)),
  ]),
  button("As wide as the page", { width: "stretch" }),
];

const PAGES: Record<string, () => WireNode[]> = { text, status, layout };

/** The tree of one page. */
export function gallery(page: string): WireNode {
  const sidebar = [
    heading(2, "Filters"),
    markdown("Choose what the page shows."),
    button("Apply", { type: "primary", width: "stretch" }),
    element("markdown", { body: "Updated a minute ago", caption: true }),
  ];
  return [
    0,
    "app",
    { title: "Gallery", icon: "🧩" } as Props,
    [
      [1, "main", {}, PAGES[page]?.() ?? []],
      [2, "sidebar", {}, page === "text" ? [] : sidebar],
    ],
  ];
}
