import type { DownloadButtonProps } from "../../protocol.gen";
import { useTrigger } from "../../widget";
import { named } from "../classes";
import type { ElementProps } from "../types";
import { BaseButton } from "./BaseButton";

/** Has the browser save what stands at an address. */
function download(url: string, fileName: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
}

export function DownloadButton({ id, props }: ElementProps<DownloadButtonProps>) {
  const trigger = useTrigger(id, props);
  const onPress = () => {
    download(props.url, props.file_name);
    if (!props.quiet) trigger();
  };
  return (
    <div {...named("stDownloadButton")}>
      <BaseButton props={props} onPress={onPress} />
    </div>
  );
}
