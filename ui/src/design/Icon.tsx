/** One family of line icons on a grid of 20, drawn with the colour of the text around them. */
const paths = {
  plus: "M10 4v12M4 10h12",
  close: "M5 5l10 10M15 5L5 15",
  check: "M4 10.5l4 4 8-9",
  down: "M5 8l5 5 5-5",
  right: "M8 5l5 5-5 5",
  back: "M12 4l-6 6 6 6",
  menu: "M3 5.5h14M3 10h14M3 14.5h14",
  clip: "M15.5 9.5l-5.8 5.8a3.6 3.6 0 0 1-5.1-5.1l6.3-6.3a2.4 2.4 0 0 1 3.4 3.4l-6.2 6.2a1.2 1.2 0 0 1-1.7-1.7l5.3-5.3",
  download: "M10 3.5v9M6 9l4 4 4-4M4 16.5h12",
  file: "M5 2.8h6.5L15.5 7v10.2H5zM11.5 2.8V7h4",
  play: "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M8.3 7l4.7 3-4.7 3z",
  retry: "M15.8 8A6.2 6.2 0 1 0 16 12M16 4v4h-4",
  bookmark: "M5.5 3h9v14L10 13.6 5.5 17z",
  pin: "M8 3h4l-.5 5 2.5 2.5v1.5H6v-1.5L8.5 8zM10 12v5",
  forward: "M11.5 5l5 4.8-5 4.7v-3c-4 0-6.3 1.2-8 4 .3-4.7 3-7.5 8-7.8z",
  clock: "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M10 5.8V10l3 2",
  quote: "M8 5.5C5.5 6.5 4.5 8 4.5 10.5v3.5H8.5v-3.8H6.3M15.5 5.5c-2.5 1-3.5 2.5-3.5 5v3.5h4v-3.8h-2.2",
  eye_off: "M3 3l14 14M8.3 5.3c4-.8 7.2 1.5 9.2 4.7-.6 1-1.3 1.9-2.2 2.7M12.5 14.3c-4 1.5-8-.5-10-4.3.8-1.5 1.9-2.7 3.2-3.6M8.3 8.4a2.3 2.3 0 0 0 3.3 3.3",
  history: "M4.2 7.5A6.5 6.5 0 1 1 3.5 10.5M3.5 4v3.7h3.7M10 6.8V10.3l2.5 1.5",
  search: "M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M13 13l4 4",
  hash: "M7.5 3.5l-1.5 13M14 3.5l-1.5 13M3.5 7.5h13.5M3 12.5h13.5",
  lock: "M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  people: "M7.5 9.5a2.750 2.750 0 1 0 0-5.5 2.750 2.750 0 0 0 0 5.5M2.5 16c0-2.8 2-4.5 5-4.5s5 1.7 5 4.5M13 9.3a2.5 2.5 0 0 0 0-4.8M14.5 11.8c1.9.5 3 1.9 3 4.2",
  smile: "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M7.5 8v.2M12.5 8v.2M6.5 11.5c.8 1.6 2 2.3 3.5 2.3s2.7-.7 3.5-2.3",
  reply: "M3 5.5C3 4.7 3.7 4 4.5 4h11c.8 0 1.5.7 1.5 1.5v7c0 .8-.7 1.5-1.5 1.5H9l-3.5 3v-3h-1c-.8 0-1.5-.7-1.5-1.5z",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  send: "M3.5 10L3 4l14.5 6L3 16l.5-6zM3.5 10H10",
  edit: "M4 16l.7-3.2L13.3 4.2a1.2 1.2 0 0 1 1.7 0l.8.8a1.2 1.2 0 0 1 0 1.7L7.2 15.3z",
  trash: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5l.7 11h7.6l.7-11",
  bell: "M5 14h10l-1.3-2V8.5a3.7 3.7 0 0 0-7.4 0V12zM8.5 16.5h3",
  bell_off: "M6.3 8.5V12L5 14h10l-.7-1M8 5.4A3.7 3.7 0 0 1 13.7 8.5v2M8.5 16.5h3M3.5 3.5l13 13",
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l1-1",
  leave: "M8 4H4.5v12H8M12 6.5l3.5 3.5-3.5 3.5M15 10H8",
  star: "M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.9L10 14l-4.3 2.4.9-4.9L3 8.1l4.9-.6z",
  alert: "M10 3l7.5 13.5h-15zM10 8v4M10 14.3v.1",
  sun: "M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M4 16l1.4-1.4M14.6 5.4L16 4",
  copy: "M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7",
  arrow_down: "M10 4v12M5 11l5 5 5-5",
  globe: "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M2.5 10h15M10 2.5c2.5 2.3 3.3 4.7 3.3 7.5s-.8 5.2-3.3 7.5c-2.5-2.3-3.3-4.7-3.3-7.5S7.5 4.8 10 2.5",
  thread: "M4 4.5h12M4 8.5h12M8 12.5h8M8 16h5M4.5 12.5v3.5",
  settings: "M3 6h7M14 6h3M12 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4M3 14h3M10 14h7M8 12a2 2 0 1 1 0 4 2 2 0 0 1 0-4",
  wifi_off: "M3 3l14 14M5 9.5a9 9 0 0 1 2.5-1.5M2.5 7a12 12 0 0 1 3-2M10 5.5c3 0 5.5 1 7.5 2.5M12.5 9c1 .4 1.8.9 2.5 1.6M10 15.5h.01M7.5 12.5c.6-.5 1.3-.8 2-.9",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof paths;

/** An icon. It says nothing to a screen reader: what carries it has the name. */
export function Icon(props: { name: IconName; size?: number; filled?: boolean }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width={props.size ?? 20} height={props.size ?? 20} aria-hidden="true" fill={props.filled ? "currentColor" : "none"}
      stroke-width={props.name === "more" ? 2.6 : undefined}>
      <path d={paths[props.name]} />
    </svg>
  );
}
