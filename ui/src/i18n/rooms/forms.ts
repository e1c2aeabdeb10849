import { addStrings } from "../index";
import en from "./forms.en.json";
import ko from "./forms.ko.json";

addStrings({ en, ko });
