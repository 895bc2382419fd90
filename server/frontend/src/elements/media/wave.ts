// Sound as a file that every program reads.

/** Samples (-1 to 1) as a WAV file: one channel of 16 bits. */
export function encodeWave(samples: Float32Array, sampleRate: number): Blob {
  const bytes = new ArrayBuffer(44 + samples.length * 2);
  const view = new DataView(bytes);
  const text = (at: number, letters: string): void =>
    [...letters].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, bytes.byteLength - 8, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, index) => {
    const level = Math.max(-1, Math.min(1, sample));
    view.setInt16(44 + index * 2, Math.round(level * 32767), true);
  });
  return new Blob([bytes], { type: "audio/wav" });
}

/** Several channels as one: their mean. */
export function mixDown(channels: readonly Float32Array[]): Float32Array {
  const [first, ...rest] = channels;
  if (first === undefined) return new Float32Array();
  if (rest.length === 0) return first;
  return first.map((sample, at) => rest.reduce((sum, other) => sum + (other[at] ?? 0), sample) / channels.length);
}

/** What a recorder gave, as a WAV file of a sample rate. */
export async function toWave(recorded: Blob, sampleRate: number): Promise<Blob> {
  // Decoding in a context of that rate resamples.
  const context = new OfflineAudioContext(1, 1, sampleRate);
  const sound = await context.decodeAudioData(await recorded.arrayBuffer());
  const channels = Array.from({ length: sound.numberOfChannels }, (_, at) => sound.getChannelData(at));
  return encodeWave(mixDown(channels), sampleRate);
}
