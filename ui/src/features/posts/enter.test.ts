import { beforeEach, describe, expect, it, vi } from "vitest";
import { enterListeners } from "./enter";

const done = vi.fn();
let { onKeyDown, onBeforeInput } = enterListeners(done);
const key = (init: KeyboardEventInit & { keyCode?: number }) => {
  const event = new KeyboardEvent("keydown", { key: "Enter", cancelable: true, ...init });
  onKeyDown(event);
  return event;
};
const lineBreak = (isComposing = false) => {
  const event = { inputType: "insertLineBreak", isComposing, preventDefault: vi.fn() };
  onBeforeInput(event as unknown as InputEvent);
  return event;
};

describe("one Enter", () => {
  beforeEach(() => {
    done.mockClear();
    ({ onKeyDown, onBeforeInput } = enterListeners(done));
  });

  it("is done once when typed plainly, and makes no line", () => {
    expect(key({ keyCode: 13 }).defaultPrevented).toBe(true);
    expect(done).toHaveBeenCalledTimes(1);
  });

  it("commits first and is done with the key that follows (Chrome, Firefox)", () => {
    key({ keyCode: 229, isComposing: true });
    expect(done).not.toHaveBeenCalled();
    key({ keyCode: 13 });
    expect(done).toHaveBeenCalledTimes(1);
  });

  it("commits first and is done with the line break that follows (Safari)", () => {
    key({ keyCode: 229 });
    expect(done).not.toHaveBeenCalled();
    expect(lineBreak().preventDefault).toHaveBeenCalled();
    expect(done).toHaveBeenCalledTimes(1);
  });

  it("makes a line with Shift", () => {
    expect(key({ keyCode: 13, shiftKey: true }).defaultPrevented).toBe(false);
    expect(lineBreak().preventDefault).not.toHaveBeenCalled();
    expect(done).not.toHaveBeenCalled();
  });
});

it("makes a line, and is done only together with Ctrl or ⌘, for those who like it so", () => {
  done.mockClear();
  ({ onKeyDown, onBeforeInput } = enterListeners(done, () => true));
  expect(key({ keyCode: 13 }).defaultPrevented).toBe(false);
  expect(lineBreak().preventDefault).not.toHaveBeenCalled();
  expect(key({ keyCode: 13, ctrlKey: true }).defaultPrevented).toBe(true);
  expect(done).toHaveBeenCalledTimes(1);
});
