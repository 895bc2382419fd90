import type { ButtonProps } from "../../protocol.gen";
import { useTrigger } from "../../widget";
import { named } from "../classes";
import type { ElementProps } from "../types";
import { BaseButton } from "./BaseButton";

/** A button, also the one that submits a form. */
export function Button({ id, props }: ElementProps<ButtonProps>) {
  const press = useTrigger(id, props);
  return (
    <div {...named(props.submit ? "stFormSubmitButton" : "stButton")}>
      <BaseButton props={props} variant={props.submit ? "FormSubmit" : ""} onPress={press} />
    </div>
  );
}
