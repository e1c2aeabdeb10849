// How a picture lies in a square: how large, and how far its middle is from the middle of the square. Pure; the square has sides of 1.

/** Pixels of a picture. */
export type Size = { width: number; height: number };
/** At zoom 1 the picture just fills the square. */
export type View = { zoom: number; x: number; y: number };

/** The middle of a picture, filling the square. */
export const FILLED: View = { zoom: 1, x: 0, y: 0 };
/** No larger than this: little would be left of the picture. */
export const MOST_ZOOM = 5;
/** At this zoom all of a picture is to be seen. */
export const leastZoom = ({ width, height }: Size): number => Math.min(width, height) / Math.max(width, height);

const between = (least: number, value: number, most: number) => Math.min(Math.max(value, least), most);

function extent({ width, height }: Size, zoom: number): Size {
  const scale = zoom / Math.min(width, height);
  return { width: width * scale, height: height * scale };
}

/** The nearest view that leaves no gap beside the picture which moving it could close. */
export function settled({ zoom, x, y }: View, size: Size): View {
  const near = between(leastZoom(size), zoom, MOST_ZOOM);
  const { width, height } = extent(size, near);
  const [sideways, upright] = [Math.max(0, width - 1) / 2, Math.max(0, height - 1) / 2];
  return { zoom: near, x: between(-sideways, x, sideways), y: between(-upright, y, upright) };
}

/** Larger or smaller around the middle of the square. */
export const zoomed = (view: View, zoom: number, size: Size): View => {
  const near = between(leastZoom(size), zoom, MOST_ZOOM);
  return settled({ zoom: near, x: (view.x * near) / view.zoom, y: (view.y * near) / view.zoom }, size);
};

/** Where the picture is drawn, in a square with this side. */
export function boxOf({ zoom, x, y }: View, size: Size, side: number): { left: number; top: number } & Size {
  const { width, height } = extent(size, zoom);
  return { left: (0.5 + x - width / 2) * side, top: (0.5 + y - height / 2) * side, width: width * side, height: height * side };
}
