// Registers custom components and frames.

import { register } from "../registry";
import { Component } from "./Component";
import { IFrame } from "./IFrame";
import "./component.css";

register("component", Component);
register("iframe", IFrame);
