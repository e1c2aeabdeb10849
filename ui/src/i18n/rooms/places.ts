import { addStrings } from "../index";
import en from "./places.en.json";
import ko from "./places.ko.json";

addStrings({ en, ko });
