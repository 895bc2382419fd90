// Pictures, alone or several in a row.

import type { ImageProps, Picture } from "../../protocol.gen";
import { named } from "../classes";
import { Inline } from "../Inline";
import { plainLabel } from "../inputs/Field";
import type { ElementProps } from "../types";
import { safeAddress } from "./address";
import "./image.css";

export function Image({ props }: ElementProps<ImageProps>) {
  const { images, link, width, each } = props;
  return (
    <div {...named("stImage")} data-width={width ?? "content"}>
      {images.map((picture, at) => (
        <Figure key={at} picture={picture} link={safeAddress(link)} width={each} />
      ))}
    </div>
  );
}

interface FigureProps {
  picture: Picture;
  link: string | undefined;
  width: number | undefined;
}

function Figure({ picture, link, width }: FigureProps) {
  const { url, caption, alt } = picture;
  const said = alt ?? (caption === undefined ? "" : plainLabel(caption));
  const image = <img src={url} alt={said} style={width === undefined ? undefined : { width }} decoding="async" />;
  return (
    <figure {...named("stImageContainer")}>
      {link === undefined ? (
        image
      ) : (
        <a href={link} target="_blank" rel="noopener noreferrer" aria-label={said === "" ? link : said}>
          {image}
        </a>
      )}
      {caption !== undefined && (
        <figcaption {...named("stImageCaption")}>
          <Inline text={caption} />
        </figcaption>
      )}
    </figure>
  );
}
