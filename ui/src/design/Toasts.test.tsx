import { render } from "solid-js/web";
import { afterEach, expect, it, vi } from "vitest";
import { Toasts, toast } from "./Toasts";

afterEach(() => vi.restoreAllMocks());

it("keeps what is said while nobody looks, until somebody had time to read it", () => {
  vi.useFakeTimers();
  const place = document.createElement("div");
  const end = render(() => <Toasts />, place);
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  toast("The kettle is on");
  vi.advanceTimersByTime(600_000);
  expect(place.textContent).toBe("The kettle is on");
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event("visibilitychange"));
  vi.advanceTimersByTime(4000);
  expect(place.textContent).toBe("The kettle is on");
  vi.advanceTimersByTime(2000);
  expect(place.textContent).toBe("");
  end();
  vi.useRealTimers();
});
