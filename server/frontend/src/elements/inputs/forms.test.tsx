// Inputs in a form keep what they are given until it is submitted.

import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Props, WireNode } from "../../protocol.gen";
import { renderPage, type TestPage } from "../../testing";


const COMMON = { label_visibility: "visible", disabled: false, form: 4 };

function form(props: object = {}, button: object = {}): TestPage {
  const below: WireNode[] = [
    [5, "text_input", { ...COMMON, label: "Name" } as Props, null],
    [6, "number_input", { ...COMMON, label: "Age", type: "int", value: 30 } as Props, null],
    [7, "checkbox", { ...COMMON, label: "Member" } as Props, null],
    [8, "button", { ...COMMON, label: "Send", submit: true, ...button } as Props, null],
  ];
  const node: WireNode = [4, "form", { enter_to_submit: true, ...props } as Props, below];
  return renderPage([0, "app", {}, [[1, "main", {}, [node]], [2, "sidebar", {}, []]]], 4);
}

test("Enter submits the form with all that was touched, in one event", async () => {
  const user = userEvent.setup();
  const page = form();
  await user.click(screen.getByLabelText("Member"));
  await user.click(screen.getByTestId("stNumberInputStepUp"));
  await user.type(screen.getByLabelText("Name"), "Ada");
  expect(screen.getByTestId("InputInstructions").textContent).toBe("Press Enter to submit form");
  expect(page.sent).toEqual([]);
  await user.keyboard("{Enter}");
  expect(page.sent).toHaveLength(1);
  expect(page.sent[0]?.slice(0, -1).sort((a, b) => a.id - b.id)).toEqual([
    { id: 5, value: "Ada" },
    { id: 6, value: 31 },
    { id: 7, value: true },
  ]);
  expect(page.sent[0]?.at(-1)).toEqual({ id: 8, value: true });
});

test("a form without enter_to_submit takes Enter as nothing", async () => {
  const user = userEvent.setup();
  const page = form({ enter_to_submit: false });
  await user.type(screen.getByLabelText("Name"), "Ada{Enter}");
  expect(page.sent).toEqual([]);
  expect(screen.queryByTestId("InputInstructions")).toBeNull();
});

test("a submit button that is off cannot be pressed with Enter either", async () => {
  const user = userEvent.setup();
  const page = form({}, { disabled: true });
  await user.type(screen.getByLabelText("Name"), "Ada{Enter}");
  expect(page.sent).toEqual([]);
});
