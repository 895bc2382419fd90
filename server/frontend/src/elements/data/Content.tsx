// What stands in a cell.

import { CheckIcon } from "../inputs/icons";
import { Inline } from "../Inline";
import { itemsOf, kindOf, numbersOf, optionText, progressRange, type ShownColumn } from "./cells";
import { MiniChart } from "./MiniChart";
import { displayText, isPlayable, safeAddress } from "./addresses";
import { colorOf } from "./colors";

/** Items of a list that are drawn; a cell has room for few. */
const MOST_ITEMS = 20;

interface ContentProps {
  column: ShownColumn;
  value: unknown;
  text: string;
  row: number;
  placeholder: string;
  /** Presses the button in a cell. */
  onButton?: (trigger: number, row: number) => void;
  busy?: boolean;
}

export function Content({ column, value, text, row, placeholder, onButton, busy }: ContentProps) {
  const { spec } = column;
  const kind = kindOf(spec);
  if (value === undefined) return <span className="rf-cell-coming" aria-hidden="true" />;
  if (value === null || Number.isNaN(value)) {
    if (kind === "button") return null;
    return <span className="rf-cell-missing">{placeholder}</span>;
  }
  switch (kind) {
    case "checkbox":
      return (
        <span className="rf-cell-tick" data-on={Boolean(value)} role="img" aria-label={text}>
          {Boolean(value) && <CheckIcon />}
        </span>
      );
    case "list":
    case "multiselect":
      return <Items column={column} value={value} />;
    case "link":
      return <Link column={column} value={String(value)} />;
    case "markdown":
      return (
        <span className="rf-cell-text">
          <Inline text={String(value)} />
        </span>
      );
    case "image":
      return <Picture address={String(value)} label={spec.label} />;
    case "audio":
      return isPlayable(String(value), "audio") ? (
        <audio className="rf-cell-media" controls preload="none" src={String(value)} aria-label={spec.label} />
      ) : (
        <span className="rf-cell-text">{text}</span>
      );
    case "video":
      return isPlayable(String(value), "video") ? (
        <video className="rf-cell-media" controls preload="none" src={String(value)} aria-label={spec.label} />
      ) : (
        <span className="rf-cell-text">{text}</span>
      );
    case "line_chart":
    case "bar_chart":
    case "area_chart":
      return <MiniChart spec={spec} kind={kind} numbers={numbersOf(value)} />;
    case "progress":
      return <Progress column={column} value={value} text={text} />;
    case "json":
      return <span className="rf-cell-text rf-cell-code">{text}</span>;
    case "button":
      return (
        <button
          type="button"
          className="rf-cell-button"
          data-look={spec.look}
          tabIndex={-1}
          disabled={busy || onButton === undefined}
          onClick={(event) => {
            event.stopPropagation();
            onButton?.(spec.trigger ?? 0, row);
          }}
        >
          <Inline text={text} links={false} />
        </button>
      );
    default:
      return <span className="rf-cell-text">{text}</span>;
  }
}

function Items({ column, value }: { column: ShownColumn; value: unknown }) {
  const { spec } = column;
  const tinted = spec.colors !== undefined && spec.colors.length > 0;
  const tint = (item: string): string | undefined => {
    if (!tinted) return undefined;
    const at = Math.max(0, (spec.options ?? []).map(String).indexOf(item));
    return colorOf(spec.colors![at % spec.colors!.length]!, at);
  };
  return (
    <span className="rf-cell-list">
      {itemsOf(value)
        .slice(0, MOST_ITEMS)
        .map((item, at) => (
          <span key={`${at}:${item}`} style={tinted ? { "--rf-tag": tint(item) } as React.CSSProperties : undefined} data-tinted={tinted}>
            {spec.labels === undefined ? item : optionText(item, spec)}
          </span>
        ))}
    </span>
  );
}

function Link({ column, value }: { column: ShownColumn; value: string }) {
  const href = safeAddress(value);
  const says = displayText(column.spec.display, value);
  if (href === null) return <span className="rf-cell-text">{value}</span>;
  return (
    <a
      className="rf-cell-text rf-cell-link"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      tabIndex={-1}
      onMouseDown={(event) => event.stopPropagation()}
    >
      <Inline text={says} links={false} />
    </a>
  );
}

function Picture({ address, label }: { address: string; label: string }) {
  if (!isPlayable(address, "image")) return <span className="rf-cell-text">{address}</span>;
  return <img className="rf-cell-image" src={address} alt={label} loading="lazy" referrerPolicy="no-referrer" />;
}

function Progress({ column, value, text }: { column: ShownColumn; value: unknown; text: string }) {
  const { low, high } = progressRange(column.spec);
  const share = Math.min(1, Math.max(0, (Number(value) - low) / (high - low)));
  const tint = column.spec.color;
  const auto = share < 1 / 3 ? "red" : share < 2 / 3 ? "yellow" : "green";
  const inverse = share < 1 / 3 ? "green" : share < 2 / 3 ? "yellow" : "red";
  const name = tint === "auto" ? auto : tint === "auto-inverse" ? inverse : (tint ?? "primary");
  return (
    <span className="rf-cell-progress">
      <span className="rf-cell-bar" style={{ "--rf-bar": colorOf(name, 0) } as React.CSSProperties}>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span>{text}</span>
    </span>
  );
}
