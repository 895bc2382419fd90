// Importing this registers every element.

import "./core";
import "./inputs";
import "./data";
import "./media";
import "./charts";
import "./component";
