// Players of sound and films: the browser's own.

import { type RefObject, useEffect, useRef } from "react";
import type { AudioProps, VideoProps } from "../../protocol.gen";
import { named } from "../classes";
import type { ElementProps } from "../types";
import "./players.css";

interface Span {
  start: number;
  end?: number;
  loop: boolean;
}

/**
 * Plays from `start` to `end`, and around if asked to.
 *
 * A media fragment (`#t=`) would do the first half, but not all browsers stop at its end again.
 */
function useSpan(player: RefObject<HTMLMediaElement | null>, url: string, { start, end, loop }: Span): void {
  useEffect(() => {
    const media = player.current;
    if (media === null) return undefined;
    const begin = (): void => {
      if (start > 0) media.currentTime = start;
    };
    const watch = (): void => {
      if (end === undefined || media.currentTime < end || media.seeking) return;
      media.currentTime = loop ? start : end;
      if (!loop) media.pause();
    };
    const ended = (): void => {
      if (!loop) return;
      media.currentTime = start;
      void media.play().catch(() => undefined);
    };
    media.addEventListener("loadedmetadata", begin);
    media.addEventListener("timeupdate", watch);
    media.addEventListener("ended", ended);
    if (media.readyState >= HTMLMediaElement.HAVE_METADATA) begin();
    return () => {
      media.removeEventListener("loadedmetadata", begin);
      media.removeEventListener("timeupdate", watch);
      media.removeEventListener("ended", ended);
    };
  }, [player, url, start, end, loop]);
}

export function Audio({ props }: ElementProps<AudioProps>) {
  const { url, start, end, loop, autoplay, alt } = props;
  const player = useRef<HTMLAudioElement>(null);
  useSpan(player, url, { start, loop, ...(end !== undefined && { end }) });
  return (
    <audio
      {...named("stAudio")}
      ref={player}
      src={url}
      controls
      autoPlay={autoplay}
      preload="metadata"
      aria-label={alt ?? "Sound"}
    />
  );
}

export function Video({ props }: ElementProps<VideoProps>) {
  const { url, embed, start, end, loop, autoplay, muted, subtitles, alt } = props;
  const player = useRef<HTMLVideoElement>(null);
  useSpan(player, url, { start, loop, ...(end !== undefined && { end }) });
  if (embed) {
    return (
      <iframe
        {...named("stVideo")}
        src={url}
        title={alt ?? "Film"}
        allow="autoplay; encrypted-media; fullscreen; picture-in-picture"
        allowFullScreen
        referrerPolicy="strict-origin-when-cross-origin"
      />
    );
  }
  return (
    <video
      {...named("stVideo")}
      ref={player}
      src={url}
      controls
      autoPlay={autoplay}
      muted={muted}
      playsInline
      preload="metadata"
      aria-label={alt ?? "Film"}
    >
      {subtitles.map((track, at) => (
        <track key={track.url} kind="captions" label={track.label} src={track.url} default={at === 0} />
      ))}
    </video>
  );
}
