import { addStrings } from "../index";
import en from "./palette.en.json";
import ko from "./palette.ko.json";

addStrings({ en, ko });
