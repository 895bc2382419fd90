import type { HelpProps } from "../../protocol.gen";
import { named } from "../classes";
import type { ElementProps } from "../types";
import "./help.css";

/** What a Python object is. */
export default function HelpElement({ props }: ElementProps<HelpProps>) {
  const { name, headline, doc, members } = props;
  return (
    <section {...named("stHelp", "rf-card")} aria-label={`About ${name || headline}`}>
      <div className="rf-help-head">
        {name !== "" && <strong>{name}</strong>}
        <code>{headline}</code>
      </div>
      {doc !== "" ? (
        <pre className="rf-help-doc">{doc}</pre>
      ) : (
        <p className="rf-help-none">It has no docstring.</p>
      )}
      {members.length > 0 && (
        <dl {...named("stHelpMembersTable", "rf-help-members")}>
          {members.map((member) => (
            <div key={member.name}>
              <dt>
                <code>{member.name}</code>
                <span>{member.type}</span>
              </dt>
              <dd>{member.doc}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
