import { DropdownMenu as Base } from "@kobalte/core/dropdown-menu";
import { For, Show, type JSX } from "solid-js";
import { Icon, type IconName } from "./Icon";

/** One line of a menu. */
export type MenuItem =
  | { label: string; icon?: IconName; run: () => void; danger?: boolean; keys?: string; isChecked?: boolean }
  | { label: string; icon?: IconName; items: MenuItem[] }
  | { heading: string }
  | "line";

/** A button (`trigger`, drawn by the caller) that opens a menu. */
export function Menu(props: {
  /** The name of the button; left out when what it shows says it. */
  label?: string;
  class?: string; trigger: JSX.Element; items: MenuItem[]; placement?: "bottom-start" | "bottom-end" | "top-start" | "top-end";
  /** Open or not, where something else than the button may open it. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}) {
  return (
    <Base placement={props.placement ?? "bottom-start"} gutter={4} open={props.isOpen} onOpenChange={props.onOpenChange} modal={false}>
      <Base.Trigger class={props.class} aria-label={props.label} title={props.label}>{props.trigger}</Base.Trigger>
      <Base.Portal ref={inSight}>
        <Base.Content class="menu"><Lines items={props.items} /></Base.Content>
      </Base.Portal>
    </Base>
  );
}

/** A window hides everything behind it from screen readers; what opens over the window is not behind it. */
export const inSight = (layer: { dataset: DOMStringMap }): void => void (layer.dataset.reactAriaTopLayer = "true");

/** What is left out for want of a permission leaves no line with nothing on one side. */
const parting = (item: MenuItem, at: number, all: MenuItem[]) => item !== "line" || (at > 0 && at < all.length - 1 && all[at - 1] !== "line");

const Lines = (props: { items: MenuItem[] }) => <For each={props.items.filter(parting)}>{(item) => <Line item={item} />}</For>;

function Line(props: { item: MenuItem }) {
  const item = props.item;
  if (item === "line") return <Base.Separator class="menu-line" />;
  if ("heading" in item) return <div class="menu-label">{item.heading}</div>;
  if ("items" in item) return <Submenu {...item} />;
  return (
    <Base.Item class={item.danger ? "menu-item danger" : "menu-item"} onSelect={item.run} closeOnSelect>
      <Show when={item.icon}>{(name) => <Icon name={name()} size={18} />}</Show>
      <span class="menu-wrap">{item.label}</span>
      <Show when={item.isChecked}><Icon name="check" size={16} /></Show>
      <Show when={item.keys}><kbd>{item.keys}</kbd></Show>
    </Base.Item>
  );
}

function Submenu(props: { label: string; icon?: IconName; items: MenuItem[] }) {
  return (
    <Base.Sub gutter={2} overlap>
      <Base.SubTrigger class="menu-item">
        <Show when={props.icon}>{(name) => <Icon name={name()} size={18} />}</Show>
        <span class="menu-wrap">{props.label}</span>
        <Icon name="right" size={16} />
      </Base.SubTrigger>
      <Base.Portal ref={inSight}>
        <Base.SubContent class="menu"><Lines items={props.items} /></Base.SubContent>
      </Base.Portal>
    </Base.Sub>
  );
}
