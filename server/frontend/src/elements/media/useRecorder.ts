// Recording from the microphone.

import { useCallback, useEffect, useRef, useState } from "react";
import { toWave } from "./wave";

export interface Recorder {
  /** Seconds recorded so far; null while nothing is recorded. */
  seconds: number | null;
  /** Why the microphone cannot be used. */
  problem: string | null;
  start(): Promise<void>;
  /** Ends the recording, and gives it as a WAV file. */
  stop(): Promise<Blob | null>;
}

interface Running {
  recorder: MediaRecorder;
  parts: Blob[];
  rate: number;
}

export function useRecorder(sampleRate: number | undefined): Recorder {
  const running = useRef<Running>(undefined);
  const [seconds, setSeconds] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const recording = seconds !== null;

  useEffect(() => {
    if (!recording) return undefined;
    const began = performance.now();
    const timer = setInterval(() => setSeconds((performance.now() - began) / 1000), 200);
    return () => clearInterval(timer);
  }, [recording]);

  useEffect(() => () => end(running.current?.recorder), []);

  const start = useCallback(async (): Promise<void> => {
    try {
      const stream = await microphone();
      const recorder = new MediaRecorder(stream);
      const rate = sampleRate ?? stream.getAudioTracks()[0]?.getSettings().sampleRate ?? 48000;
      const parts: Blob[] = [];
      recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
      running.current = { recorder, parts, rate };
      recorder.start();
      setProblem(null);
      setSeconds(0);
    } catch (error) {
      setProblem(refusalOf(error, "microphone"));
    }
  }, [sampleRate]);

  const stop = useCallback(async (): Promise<Blob | null> => {
    const now = running.current;
    if (now === undefined) return null;
    running.current = undefined;
    const stopped = new Promise((resolve) => now.recorder.addEventListener("stop", resolve, { once: true }));
    end(now.recorder);
    await stopped;
    setSeconds(null);
    try {
      return await toWave(new Blob(now.parts, { type: now.recorder.mimeType }), now.rate);
    } catch {
      setProblem("Nothing could be heard. Try again, a little longer.");
      return null;
    }
  }, []);

  return { seconds, problem, start, stop };
}

function end(recorder: MediaRecorder | undefined): void {
  if (recorder === undefined) return;
  if (recorder.state !== "inactive") recorder.stop();
  recorder.stream.getTracks().forEach((track) => track.stop());
}

function microphone(): Promise<MediaStream> {
  return devices().getUserMedia({ audio: true });
}

/** The browser's cameras and microphones; it hides them from pages that anybody could change. */
export function devices(): MediaDevices {
  if (navigator.mediaDevices === undefined) throw new DOMException("", "SecurityError");
  return navigator.mediaDevices;
}

/** Why a device cannot be used, for the reader of the page. */
export function refusalOf(error: unknown, device: "camera" | "microphone"): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return `This page may not use the ${device}. Allow it in the browser's settings.`;
  if (name === "NotFoundError" || name === "OverconstrainedError") return `There is no ${device} to be found.`;
  if (name === "SecurityError") return `The ${device} can be used over https only.`;
  return `The ${device} cannot be used.`;
}

/** Seconds as a clock shows them. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}
