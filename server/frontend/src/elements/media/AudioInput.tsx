import type { AudioInputProps } from "../../protocol.gen";
import { Field, plainLabel } from "../inputs/Field";
import { CrossIcon, MicrophoneIcon, StopIcon } from "../inputs/icons";
import type { ElementProps } from "../types";
import { clock, useRecorder } from "./useRecorder";
import { useSending } from "./useSending";

/** A recorder: one button that begins and ends, then a player for what was recorded. */
export function AudioInput({ id, props }: ElementProps<AudioInputProps>) {
  const sending = useSending(id, props);
  const recorder = useRecorder(props.sample_rate);
  const recording = recorder.seconds !== null;
  const label = plainLabel(props.label);
  const problem = recorder.problem ?? sending.problem;

  const press = async (): Promise<void> => {
    if (!recording) {
      await recorder.start();
      return;
    }
    const sound = await recorder.stop();
    if (sound !== null) sending.send(sound, "recording.wav");
  };

  return (
    <Field props={props} testid="stAudioInput" group>
      {(field) => (
        <div {...field} role="group" className="rf-recorder" data-recording={recording} data-disabled={props.disabled}>
          <button
            type="button"
            className="rf-record"
            data-testid="stAudioInputActionButton"
            disabled={props.disabled || sending.busy}
            aria-label={recording ? `Stop recording ${label}` : `Record ${label}`}
            aria-pressed={recording}
            onClick={() => void press()}
          >
            {recording ? <StopIcon /> : <MicrophoneIcon />}
          </button>
          {!recording && sending.preview !== undefined ? (
            <audio src={sending.preview} controls aria-label={`Recording of ${label}`} />
          ) : (
            <span className="rf-recorder-line" aria-hidden="true" />
          )}
          {recording || sending.preview === undefined ? (
            <span className="rf-recorder-time" data-testid="stAudioInputWaveformTimeCode" role="timer">
              {clock(recorder.seconds ?? 0)}
            </span>
          ) : null}
          {!recording && sending.present && !props.disabled && (
            <button type="button" className="rf-box-button" aria-label={`Remove the recording of ${label}`} onClick={sending.clear}>
              <CrossIcon />
            </button>
          )}
          {problem !== null && (
            <p role="alert" className="rf-recorder-problem">
              {problem}
            </p>
          )}
        </div>
      )}
    </Field>
  );
}
