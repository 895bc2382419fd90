import type { SkeletonProps } from "../../protocol.gen";
import { named } from "../classes";
import type { ElementProps } from "../types";
import "./skeleton.css";

/** Stands where something will be. */
export function Skeleton({ props }: ElementProps<SkeletonProps>) {
  return (
    <div
      {...named("stSkeleton")}
      role="status"
      aria-label="Loading"
      style={props.height === undefined ? undefined : { height: props.height }}
    />
  );
}
