// What a menu's button opens, and the button's behaviour from then on.
import { DropdownMenu as Base } from "@kobalte/core/dropdown-menu";
import { For, onMount, Show, splitProps, type ComponentProps } from "solid-js";
import { spread } from "solid-js/web";
import { Icon, type IconName } from "./Icon";
import { inSight } from "./layers";
import type { MenuItem, MenuPlacement, Press } from "./Menu";

/** The menu of a button that stands already. `first` is the press that asked for it, if one did: the menu opens as if it had heard it. */
export default function MenuBox(props: {
  button: HTMLButtonElement; first?: Press; items: MenuItem[]; placement: MenuPlacement; isOpen?: boolean; onOpenChange?: (isOpen: boolean) => void;
}) {
  return (
    <Base placement={props.placement} gutter={4} open={props.isOpen} onOpenChange={props.onOpenChange} modal={false}>
      <Base.Trigger as={(trigger: ComponentProps<"button">) => <Adopted {...trigger} button={props.button} first={props.first} />} />
      <Base.Portal ref={inSight}>
        <Base.Content class="menu" ref={untilMeant}><Lines items={props.items} /></Base.Content>
      </Base.Portal>
    </Base>
  );
}

/** The press that opened the menu may end over a line of it, if something on the page has moved meanwhile: no line is chosen before the pointer has been to one. */
function untilMeant(menu: HTMLElement): void {
  let isMeant = false;
  for (const kind of ["pointermove", "pointerdown"]) menu.addEventListener(kind, () => (isMeant = true));
  menu.addEventListener("pointerup", (event) => !isMeant && event.stopPropagation(), true);
}

/** The library's trigger on a button that is there: its focus and what points at it stay as they are. */
function Adopted(props: ComponentProps<"button"> & { button: HTMLButtonElement; first?: Press }) {
  const [own, trigger] = splitProps(props, ["button", "first"]);
  spread(own.button, trigger, false, true);
  onMount(() => own.first && hear(trigger as Trigger, own.button, own.first));
  return null;
}

type Trigger = { onKeyDown: (event: unknown) => void; onPointerDown: (event: unknown) => void; onClick: (event: unknown) => void };

/** Tells the trigger what happened before it was here. */
function hear(trigger: Trigger, button: HTMLButtonElement, press: Press): void {
  const event = { currentTarget: button, target: button, button: 0, defaultPrevented: false, preventDefault() {}, stopPropagation() {} };
  if ("key" in press) return trigger.onKeyDown({ ...event, key: press.key });
  trigger.onPointerDown({ ...event, pointerType: press.pointer });
  if (press.pointer === "touch") trigger.onClick(event);
}

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
