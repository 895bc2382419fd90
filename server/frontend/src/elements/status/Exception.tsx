import type { ExceptionProps, TraceFrame } from "../../protocol.gen";
import { MarkdownBody } from "../Html";
import { named } from "../classes";
import { CopyButton } from "../text/CopyButton";
import type { ElementProps } from "../types";

/** The traceback as Python prints it, to be pasted elsewhere. */
export function asText({ type, message, frames }: ExceptionProps): string {
  const lines = frames.flatMap(({ file, line, function: name, code }) => [
    `  File "${file}", line ${line}${name === "" ? "" : `, in ${name}`}`,
    ...(code ? [`    ${code}`] : []),
  ]);
  const head = lines.length > 0 ? ["Traceback (most recent call last):", ...lines] : [];
  return [...head, message === "" ? type : `${type}: ${message}`].join("\n");
}

export function Exception({ props }: ElementProps<ExceptionProps>) {
  const { type, message, frames, hint } = props;
  return (
    <div {...named("stException")} role="alert">
      <div className="rf-exception-head">
        <p {...named("stExceptionMessage")}>
          <strong className="rf-exception-type">
            {type}
            {message !== "" && ":"}
          </strong>{" "}
          {message}
        </p>
        <CopyButton text={asText(props)} testId="stExceptionCopyButton" />
      </div>
      {hint !== undefined && (
        <div className="rf-exception-hint">
          <MarkdownBody text={hint} />
        </div>
      )}
      {frames.length > 0 && (
        <ol {...named("stExceptionTrace")} aria-label="Traceback, the newest call last">
          {frames.map((frame, at) => (
            <Frame key={at} frame={frame} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Frame({ frame }: { frame: TraceFrame }) {
  const { file, line, function: name, code } = frame;
  return (
    <li>
      <div className="rf-frame-place">
        <span title={file}>
          {file}:{line}
        </span>
        {name !== "<module>" && name !== "" && (
          <>
            {" in "}
            <span className="rf-frame-function">{name}</span>
          </>
        )}
      </div>
      {code ? (
        <pre>
          <code>{code}</code>
        </pre>
      ) : null}
    </li>
  );
}
