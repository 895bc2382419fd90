import { useEffect, useRef, useState } from "react";
import type { CameraInputProps } from "../../protocol.gen";
import { Field, plainLabel } from "../inputs/Field";
import { CameraIcon } from "../inputs/icons";
import type { ElementProps } from "../types";
import { devices, refusalOf } from "./useRecorder";
import { useSending } from "./useSending";

/** A camera: what it sees, then the picture taken. It is asked for when the user wants it. */
export function CameraInput({ id, props }: ElementProps<CameraInputProps>) {
  const sending = useSending(id, props);
  const [stream, setStream] = useState<MediaStream>();
  const [refused, setRefused] = useState<string | null>(null);
  const [facing, setFacing] = useState<"user" | "environment">("user");
  const video = useRef<HTMLVideoElement>(null);
  const label = plainLabel(props.label);
  const problem = refused ?? sending.problem;
  const taken = sending.preview !== undefined || sending.present;

  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream ?? null;
    return () => stream?.getTracks().forEach((track) => track.stop());
  }, [stream]);

  const turnOn = async (side: "user" | "environment"): Promise<void> => {
    setFacing(side);
    const [width, height] = props.ideal ?? [];
    const size = { ...(width !== undefined && { width: { ideal: width } }), ...(height !== undefined && { height: { ideal: height } }) };
    try {
      setStream(await devices().getUserMedia({ video: { facingMode: side, ...size } }));
      setRefused(null);
    } catch (error) {
      setRefused(refusalOf(error, "camera"));
    }
  };

  const take = (): void => {
    const source = video.current;
    if (source === null || source.videoWidth === 0) return;
    const canvas = document.createElement("canvas");
    canvas.width = source.videoWidth;
    canvas.height = source.videoHeight;
    canvas.getContext("2d")?.drawImage(source, 0, 0);
    canvas.toBlob(
      (picture) => {
        if (picture === null) return;
        sending.send(picture, "photo.jpg");
        setStream(undefined);
      },
      "image/jpeg",
      0.92,
    );
  };

  return (
    <Field props={props} testid="stCameraInput" group>
      {(field) => (
        <div {...field} role="group" className="rf-camera" data-disabled={props.disabled}>
          <div className="rf-camera-view">
            {sending.preview !== undefined ? (
              <img src={sending.preview} alt={`Picture of ${label}`} />
            ) : taken ? (
              <span>A picture is taken.</span>
            ) : stream !== undefined ? (
              <video ref={video} autoPlay muted playsInline aria-label="What the camera sees" />
            ) : (
              <CameraIcon />
            )}
            {problem !== null && <p role="alert">{problem}</p>}
          </div>
          <div className="rf-camera-bar">
            {taken ? (
              <button type="button" data-testid="stCameraInputButton" disabled={props.disabled} onClick={sending.clear}>
                Clear picture
              </button>
            ) : stream === undefined ? (
              <button type="button" data-testid="stCameraInputTurnOn" disabled={props.disabled} onClick={() => void turnOn(facing)}>
                Turn on the camera
              </button>
            ) : (
              <>
                <button type="button" data-testid="stCameraInputButton" onClick={take}>
                  Take picture
                </button>
                <button
                  type="button"
                  data-testid="stCameraInputSwitchButton"
                  className="rf-camera-switch"
                  onClick={() => void turnOn(facing === "user" ? "environment" : "user")}
                >
                  Other camera
                </button>
              </>
            )}
          </div>
        </div>
      )}
    </Field>
  );
}
