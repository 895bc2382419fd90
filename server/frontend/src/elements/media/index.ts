// Registers pictures, players and recorders. All but the picture are loaded when first shown.

import { lazy } from "react";
import { lazyInput } from "../inputs/lazyInput";
import { register } from "../registry";
import { Image } from "./Image";

const players = () => import("./Players");
const recorders = () => import("./recorders");

register("image", Image);
register("audio", lazy(async () => ({ default: (await players()).Audio })));
register("video", lazy(async () => ({ default: (await players()).Video })));
register("pdf", lazy(() => import("./Pdf")));
register("camera_input", lazyInput(async () => (await recorders()).CameraInput, "12rem"));
register("audio_input", lazyInput(async () => (await recorders()).AudioInput, "3.5rem"));
