// The pieces that everything is made of, on one page (/design while developing), as they are now and not as a document says.
// It is for those who build the page and speaks the language of the code.
import { createSignal, For, Index, onMount } from "solid-js";
import { Avatar } from "./Avatar";
import { Button, IconButton, Spinner } from "./Button";
import { Field, FormFault, TextField } from "./Field";
import { Icon, iconNames } from "./Icon";
import { Keys } from "./Keys";
import { contrast } from "./contrast";
import { setTheme, theme, type Theme } from "./theme";
import "./design.css";

const GROUNDS = ["--paper", "--ground", "--raised", "--hover", "--ember-soft", "--code"];
const TEXTS = ["--ink", "--ink-2", "--ink-3", "--ember", "--ember-deep", "--danger"];
const SIZES = ["--tiny", "--small", "--text", "--large", "--title"];
const SPACES = ["--s1", "--s2", "--s3", "--s4", "--s5", "--s6", "--s7"];
/** What text of the size used here must hold. */
const AA = 4.5;

/** The page. */
export default function DesignPage() {
  return (
    <main class="design">
      <header><h1>Hearth</h1><Themes /></header>
      <section><h2>Colour</h2><Colours /></section>
      <section>
        <h2>Type</h2>
        <For each={SIZES}>{(size) => <p style={{ "font-size": `var(${size})` }}><code>{size}</code> The kettle is on. 주전자를 올렸습니다. 0123456789</p>}</For>
      </section>
      <section><h2>Space</h2><For each={SPACES}>{(space) => <p class="design-space"><code>{space}</code><span style={{ width: `var(${space})` }} /></p>}</For></section>
      <section>
        <h2>Buttons</h2>
        <p class="design-row">
          <Button look="primary">Primary</Button><Button>Plain</Button><Button look="quiet">Quiet</Button><Button look="danger">Danger</Button>
          <Button isBusy>Busy</Button><Button disabled>Disabled</Button><Button icon="plus">With icon</Button><IconButton icon="star" label="Icon button" /><Spinner />
        </p>
      </section>
      <section>
        <h2>Fields</h2>
        <Field label="Label" hint="What is expected" placeholder="Placeholder" />
        <Field label="With a fault" value="?" fault="What is wrong, and what to do" />
        <TextField label="Several lines" />
        <FormFault text="What went wrong with the whole" />
      </section>
      <section><h2>People and keys</h2><p class="design-row"><Faces /><Keys keys="Mod+Shift+k" /><span class="badge">3</span></p></section>
      <section><h2>Icons</h2><ul class="design-icons"><For each={iconNames}>{(name) => <li><Icon name={name} /><code>{name}</code></li>}</For></ul></section>
    </main>
  );
}

function Themes() {
  const all: Theme[] = ["system", "light", "dark"];
  return <For each={all}>{(each) => <Button aria-pressed={theme() === each} onClick={() => setTheme(each)}>{each}</Button>}</For>;
}

function Faces() {
  return <Index each={["Amy", "박민주", "지원", "Bob"]}>{(name, i) => <Avatar id={"abcd"[i] ?? ""} name={name()} size={36} presence={(["online", "away", "dnd", "offline"] as const)[i]} />}</Index>;
}

/** Every text on every ground, with the contrast that the browser really shows. */
function Colours() {
  const [isDrawn, setIsDrawn] = createSignal(false);
  onMount(() => setIsDrawn(true));
  const value = (token: string) => getComputedStyle(document.documentElement).getPropertyValue(token).trim();
  const ratio = (text: string, ground: string) => isDrawn() && theme() && contrast(value(text), value(ground)).toFixed(1);
  return (
    <table>
      <thead><tr><td /><For each={GROUNDS}>{(ground) => <th scope="col"><code>{ground}</code></th>}</For></tr></thead>
      <tbody>
        <For each={TEXTS}>
          {(text) => (
            <tr>
              <th scope="row"><code>{text}</code></th>
              <For each={GROUNDS}>
                {(ground) => <td style={{ color: `var(${text})`, background: `var(${ground})` }} classList={{ low: Number(ratio(text, ground)) < AA }}>Aa 가 {ratio(text, ground)}</td>}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
