import { DropdownMenu as Base } from "@kobalte/core/dropdown-menu";
import { For, Show, type JSX } from "solid-js";
import { Icon, type IconName } from "./Icon";

/** One line of a menu. */
export type MenuItem =
  | { label: string; icon?: IconName; run: () => void; danger?: boolean; keys?: string; isChecked?: boolean }
  | { heading: string }
  | "line";

/** A button (`trigger`, drawn by the caller) that opens a menu. */
export function Menu(props: {
  /** The name of the button; left out when what it shows says it. */
  label?: string;
  class?: string; trigger: JSX.Element; items: MenuItem[]; placement?: "bottom-start" | "bottom-end" | "top-start" | "top-end";
  onOpenChange?: (isOpen: boolean) => void;
}) {
  return (
    <Base placement={props.placement ?? "bottom-start"} gutter={4} onOpenChange={props.onOpenChange} modal={false}>
      <Base.Trigger class={props.class} aria-label={props.label} title={props.label}>{props.trigger}</Base.Trigger>
      <Base.Portal>
        <Base.Content class="menu"><For each={props.items}>{(item) => <Line item={item} />}</For></Base.Content>
      </Base.Portal>
    </Base>
  );
}

function Line(props: { item: MenuItem }) {
  const item = props.item;
  if (item === "line") return <Base.Separator class="menu-line" />;
  if ("heading" in item) return <div class="menu-label">{item.heading}</div>;
  return (
    <Base.Item class={item.danger ? "menu-item danger" : "menu-item"} onSelect={item.run} closeOnSelect>
      <Show when={item.icon}>{(name) => <Icon name={name()} size={18} />}</Show>
      <span class="menu-wrap">{item.label}</span>
      <Show when={item.isChecked}><Icon name="check" size={16} /></Show>
      <Show when={item.keys}><kbd>{item.keys}</kbd></Show>
    </Base.Item>
  );
}
