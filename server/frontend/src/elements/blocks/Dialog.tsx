// A modal over the page. It stays in the tree until the session takes it off.

import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import type { DialogProps } from "../../protocol.gen";
import { useTrigger } from "../../widget";
import { Icon } from "../Icon";
import { Inline } from "../Inline";
import { classes, named } from "../classes";
import type { ElementProps } from "../types";
import { VerticalBlock } from "./VerticalBlock";
import "./dialog.css";

export default function Dialog({ id, props }: ElementProps<DialogProps>) {
  const { title, icon, size, position, dismissible } = props;
  const tell = useTrigger(id, {});
  const [dismissed, setDismissed] = useState(false);
  const dismiss = (): void => {
    // At once: the session may be busy with something else.
    setDismissed(true);
    tell();
  };
  return (
    <ModalOverlay
      {...named("stDialog", `rf-dialog-${position}`)}
      isOpen={!dismissed}
      onOpenChange={(open) => open || dismiss()}
      isDismissable={dismissible}
      isKeyboardDismissDisabled={!dismissible}
    >
      <Modal className={classes("rf-dialog", `rf-dialog-${size}`)}>
        <AriaDialog className="rf-dialog-frame">
          <header className="rf-dialog-head">
            <Heading slot="title" className="rf-dialog-title">
              <Icon icon={icon} />
              <span>
                <Inline text={title} links={false} />
              </span>
            </Heading>
            {dismissible && (
              <Button className="rf-icon-button" aria-label="Close" onPress={dismiss}>
                <svg viewBox="0 0 16 16" aria-hidden="true">
                  <path d="m4 4 8 8M12 4l-8 8" />
                </svg>
              </Button>
            )}
          </header>
          <div className="rf-dialog-body">
            <VerticalBlock id={id} />
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
