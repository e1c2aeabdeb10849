// What stands in a menu can be found in the palette, too.
import type { MenuItem } from "~/design/Menu";
import type { Action, ActionGroup } from "~/model/actions";

/** The lines of a menu that do something and have a picture, as actions; those with a mark only choose among places. */
export const actionsOf = (items: MenuItem[], group: ActionGroup): Action[] =>
  items.flatMap((each) => (typeof each === "object" && "run" in each && each.icon ? [{ id: `${group}.${each.label}`, name: () => each.label, group, icon: each.icon, run: each.run }] : []));
