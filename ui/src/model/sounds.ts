// Short sounds, made here from a few sines: nothing to load. The names are those that accounts store.

/** The sounds there are. */
export const SOUNDS = ["Bing", "Crackle", "Down", "Hello", "Ripple", "Upstairs"] as const;
/** One of them. */
export type Sound = (typeof SOUNDS)[number];

/** Notes of a sound: pitch (Hz), start and length (s). */
const NOTES: Record<Sound, [number, number, number][]> = {
  Bing: [[1046, 0, 0.5], [1568, 0.02, 0.35]],
  Crackle: [[320, 0, 0.05], [480, 0.06, 0.05], [360, 0.11, 0.05], [620, 0.17, 0.08]],
  Down: [[784, 0, 0.16], [587, 0.14, 0.16], [440, 0.28, 0.3]],
  Hello: [[523, 0, 0.14], [659, 0.13, 0.14], [523, 0.26, 0.24]],
  Ripple: [[880, 0, 0.1], [988, 0.08, 0.1], [1175, 0.16, 0.1], [1319, 0.24, 0.25]],
  Upstairs: [[440, 0, 0.14], [587, 0.12, 0.14], [784, 0.24, 0.3]],
};
const LOUDNESS = 0.12;
let audio: AudioContext | undefined;

/** Plays a sound, if the browser lets a page sound before anybody has touched it. */
export function play(sound: Sound): void {
  audio ??= new AudioContext();
  const context = audio;
  void context.resume();
  for (const [pitch, start, length] of NOTES[sound] ?? NOTES.Bing) {
    const [tone, gain, at] = [context.createOscillator(), context.createGain(), context.currentTime + start];
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.001, at + length);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + length);
  }
}
