import { Button } from "react-aria-components/Button";
import { useClient } from "../client";
import { named } from "../elements/classes";
import type { ConnectionState } from "../socket";

/** Says that the server is not there. A first connection that takes a moment says nothing. */
export function ConnectionBanner({ state }: { state: ConnectionState }) {
  const { transport } = useClient();
  if (state === "INITIAL" || state === "CONNECTED") return null;
  const replaced = state === "REPLACED";
  return (
    <div {...named("stConnectionStatus", replaced && "rf-now")} role="status">
      <span>
        {replaced
          ? "This app is open in another window."
          : "The connection is lost. What you see stays; reconnecting…"}
      </span>
      <Button
        className="rf-button rf-button-secondary"
        onPress={() => (replaced ? transport?.connect() : transport?.retry())}
      >
        {replaced ? "Use it here" : "Try now"}
      </Button>
    </div>
  );
}
