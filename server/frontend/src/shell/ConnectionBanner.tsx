import { useClient } from "../client";
import { PlainButton } from "../elements/PlainButton";
import { named } from "../elements/classes";
import { useConnectionState, useLoaded } from "./status";

/** Says that the server is not there, unless it is back within a moment. */
export function ConnectionBanner() {
  const state = useConnectionState();
  const loaded = useLoaded();
  const { transport } = useClient();
  if (state === "INITIAL" || state === "CONNECTED") return null;
  const replaced = state === "REPLACED";
  return (
    <div {...named("stConnectionStatus", replaced && "rf-now")} role="status">
      <span>
        {replaced
          ? "This app is open in another window."
          : loaded
            ? "The connection is lost. Reconnecting…"
            : "Connecting to the app…"}
      </span>
      <PlainButton
        className="rf-button rf-button-secondary"
        onPress={() => (replaced ? transport?.connect() : transport?.retry())}
      >
        {replaced ? "Use it here" : "Try now"}
      </PlainButton>
    </div>
  );
}
