import { createEffect, createSignal, For, Show, type JSX } from "solid-js";
import { IconButton } from "~/design/Button";
import { t } from "~/i18n";
import type { Painted } from "~/lib/highlight";

/** Code, copied at a press. Its colours come when what knows them has been fetched; its size is the same before and after. */
export function CodeBlock(props: { text: string; language: string }) {
  const [isCopied, setIsCopied] = createSignal(false);
  const [painted, setPainted] = createSignal<Painted[]>();
  createEffect(() => {
    const { text, language } = props;
    if (language) void import("~/lib/highlight").then(({ paint }) => setPainted(paint(text, language))).catch(() => {});
  });
  async function copy() {
    await navigator.clipboard.writeText(props.text).then(() => setIsCopied(true)).catch(() => {});
    setTimeout(() => setIsCopied(false), 1500);
  }
  return (
    <div class="code">
      <pre tabindex="0"><code><Show when={painted()} fallback={props.text}>{(nodes) => <Nodes nodes={nodes()} />}</Show></code></pre>
      <span class="code-tools">
        <Show when={props.language}><span>{props.language}</span></Show>
        <IconButton icon={isCopied() ? "check" : "copy"} size={16} label={t("code.copy")} onClick={() => void copy()} />
      </span>
    </div>
  );
}

const Nodes = (props: { nodes: Painted[] }): JSX.Element => (
  <For each={props.nodes}>{(node) => (typeof node === "string" ? node : <span class={node.kind}><Nodes nodes={node.inside} /></span>)}</For>
);
