// A text, with the numbers of its lines, and the colours of its language where that is known.
import type { FileInfo } from "@mattermost/types/files";
import { createSignal, For, Show, type JSX } from "solid-js";
import { Spinner } from "~/design/Button";
import { t } from "~/i18n";
import { linesOf, paint, type Painted } from "~/lib/highlight";
import { textOf } from "./decode";
import { fileUrl } from "./kinds";

/** Text is shown up to here (bytes); the whole of it is a download away. */
const MOST = 512 * 1024;
/** More characters would take too long to paint. */
const MOST_PAINTED = 200_000;
/** So many lines are laid out together, once they come near. */
const BLOCK = 200;

/** The file, line by line; `broken` stands for one that cannot be fetched. */
export default function TextFile(props: { file: FileInfo; broken: JSX.Element }) {
  const [lines, setLines] = createSignal<Painted[][]>();
  const [isBroken, setIsBroken] = createSignal(false);
  // Not a resource: waiting for it would take the whole viewer off the screen.
  read(props.file).then(setLines, () => setIsBroken(true));
  const blocks = () => Array.from({ length: Math.ceil((lines()?.length ?? 0) / BLOCK) }, (_, at) => at * BLOCK);
  return (
    <Show when={!isBroken()} fallback={props.broken}>
      <Show when={lines()} fallback={<Spinner />}>
        {(all) => (
          <div class="viewer-text">
            <pre tabindex="0" style={{ "--digits": String(all().length).length }}>
              <For each={blocks()}>{(from) => <Block lines={all().slice(from, from + BLOCK)} from={from} />}</For>
            </pre>
            <Show when={props.file.size > MOST}><p>{t("viewer.cut")}</p></Show>
          </div>
        )}
      </Show>
    </Show>
  );
}

async function read(file: FileInfo): Promise<Painted[][]> {
  const answer = await fetch(fileUrl(file.id), { headers: { Range: `bytes=0-${MOST - 1}` } });
  // An empty file has no first byte to ask for.
  if (!answer.ok && answer.status !== 416) throw new Error(answer.statusText);
  const text = answer.ok ? textOf(new Uint8Array(await answer.arrayBuffer())).replace(/\r\n?/g, "\n").replace(/\n$/, "") : "";
  return linesOf(paint(text, file.extension.toLowerCase(), MOST_PAINTED) ?? [text]);
}

function Block(props: { lines: Painted[][]; from: number }) {
  return (
    <span class="lines" style={{ "counter-reset": `line ${props.from}`, "contain-intrinsic-height": `auto ${props.lines.length * 20}px` }}>
      <For each={props.lines}>{(line) => <span class="line"><Nodes nodes={line} />{"\n"}</span>}</For>
    </span>
  );
}

const Nodes = (props: { nodes: Painted[] }): JSX.Element => (
  <For each={props.nodes}>{(node) => (typeof node === "string" ? node : <span class={node.kind}><Nodes nodes={node.inside} /></span>)}</For>
);
