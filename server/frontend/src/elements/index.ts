// Importing this registers every element.

import "./core";
import "./inputs";
import "./data";
import "./component";
