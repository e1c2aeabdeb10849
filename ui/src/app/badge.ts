// What waits, as a mark on the icon of the page: a number for what calls for me, a dot for what is only unread.
import { createEffect, createMemo } from "solid-js";
import { isUnread, myChannels } from "~/model/channels";
import { allMentions } from "~/model/waiting";

const SIDE = 64;

/** Keeps the icon up to date for as long as the caller lives. */
export function useBadge(): void {
  const mentions = createMemo(allMentions);
  const waits = createMemo(() => myChannels().some((each) => isUnread(each.id)));
  const mark = createMemo(() => (mentions() > 0 ? (mentions() > 99 ? "99+" : String(mentions())) : waits() ? "•" : ""));
  createEffect(() => void draw(mark()));
  createEffect(() => {
    if ("setAppBadge" in navigator) void navigator.setAppBadge(mentions()).catch(() => {});
  });
}

const link = () => document.querySelector<HTMLLinkElement>("link[rel='icon']");
let plainIcon = "";

async function draw(mark: string): Promise<void> {
  const icon = link();
  if (!icon) return;
  plainIcon ||= icon.href;
  if (mark === "") return void (icon.href = plainIcon);
  const image = new Image(SIDE, SIDE);
  image.src = plainIcon;
  await image.decode().catch(() => {});
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.drawImage(image, 0, 0, SIDE, SIDE);
  stamp(pen, mark);
  icon.href = canvas.toDataURL("image/png");
}

/** A disc in the corner, wide enough for its number. */
function stamp(pen: CanvasRenderingContext2D, mark: string): void {
  const [height, width] = mark === "•" ? [26, 26] : [38, Math.max(38, 18 + mark.length * 17)];
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--ember");
  pen.beginPath();
  pen.roundRect(SIDE - width, SIDE - height, width, height, height / 2);
  pen.fill();
  if (mark === "•") return;
  pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--on-ember");
  pen.font = "700 30px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(mark, SIDE - width / 2, SIDE - height / 2 + 2);
}
