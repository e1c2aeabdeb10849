// How a time is taken: inside the page, from the event that a person causes to the end of the first frame that shows what they wait
// for. A message that a frame sends to itself arrives when that frame has been drawn.

/** Runs in the page before anything of its own does, and answers to `window.clock`. */
export function windClock() {
  const LIMIT = 30_000;
  const inputs = { keydown: 0, click: 0 };
  for (const kind of Object.keys(inputs)) addEventListener(kind, (event) => (inputs[kind] = event.timeStamp), { capture: true });

  /** The end of the next frame. */
  const frame = () => new Promise((drawn) => requestAnimationFrame((at) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => drawn({ at, end: performance.now() });
    port2.postMessage(null);
  }));

  const feed = () => document.querySelector('.feed.placed');
  const isInView = (element, box = feed()?.getBoundingClientRect()) => {
    const { top, bottom } = element.getBoundingClientRect();
    return box !== undefined && top < box.bottom && bottom <= box.bottom + 1;
  };

  /** What people wait for. */
  const shown = {
    channel: (name) => document.querySelector('h1')?.textContent === name && feed()?.querySelector('article') != null,
    field: () => document.querySelector('.composer textarea') === document.activeElement,
    // What was there the last time can be read and written in; the rest of it waits for the page's own code.
    alive: () => document.querySelector('#root > *') !== null && document.querySelector('#root [inert]') === null,
    message: (text) => [...(feed()?.querySelectorAll('article') ?? [])].some((one) => one.textContent.includes(text) && isInView(one)),
  };

  /** When a frame has shown all of it: `[['channel', 'Wood'], ['field']]`; not before something has `begun`. */
  async function until(wanted, begun = () => true) {
    for (let began = performance.now(), end = began; end - began < LIMIT; ) {
      ({ end } = await frame());
      if (begun() && wanted.every(([what, ...about]) => shown[what](...about))) return end;
    }
    throw new Error(`not shown: ${JSON.stringify(wanted)}`);
  }

  /** How long after the last click or key all of it was shown. It is asked before that happens. */
  async function since(kind, wanted) {
    const before = inputs[kind];
    return (await until(wanted, () => inputs[kind] !== before)) - inputs[kind];
  }

  /** From each key to the frame after it, as long as it is listened to. */
  function keys() {
    const times = [];
    const listen = ({ timeStamp }) => void frame().then(({ end }) => times.push(end - timeStamp));
    addEventListener('keydown', listen, { capture: true });
    return () => {
      removeEventListener('keydown', listen, { capture: true });
      return times;
    };
  }

  /** How much (px) of the list's window shows no row, and whether its reader has come to where the next page is awaited. */
  function holes() {
    const box = feed().getBoundingClientRect();
    const rows = [...feed().querySelectorAll('[data-row]')].map((row) => ({ row, rect: row.getBoundingClientRect() })).sort((a, b) => a.rect.top - b.rect.top);
    let [blank, end] = [0, box.top];
    for (const { rect } of rows) {
      if (rect.bottom <= box.top || rect.top >= box.bottom) continue;
      blank += Math.max(0, rect.top - end);
      end = Math.max(end, rect.bottom);
    }
    const isWaiting = rows.some(({ row, rect }) => row.dataset.row === 'l' && rect.bottom > box.top && rect.top < box.bottom);
    return { blank: blank + Math.max(0, box.bottom - end), isWaiting };
  }

  /** Frames one after another, as long as they are counted: how long each took, and what was missing in it. */
  function frames() {
    const seen = [];
    const tasks = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: 'longtask' });
    let isCounting = true;
    void (async () => {
      for (let before = (await frame()).at; isCounting;) {
        const { at } = await frame();
        seen.push({ took: at - before, top: feed().scrollTop, ...holes() });
        before = at;
      }
    })();
    return () => {
      isCounting = false;
      observer.disconnect();
      return { seen, tasks };
    };
  }

  /** From channel to channel by the links of the sidebar, each shown before the next is chosen. */
  async function tour(names, times) {
    const took = [];
    for (let count = 0; count < times; count++) {
      const name = names[count % names.length];
      const row = [...document.querySelectorAll('nav a')].find((each) => each.querySelector('.cut')?.textContent === name);
      const began = performance.now();
      row.click();
      took.push((await until([['channel', name]])) - began);
    }
    return took;
  }

  window.clock = { until, since, keys, frames, tour };
}
