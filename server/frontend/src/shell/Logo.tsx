// The app's logo.

import type { Logo as LogoProps } from "../protocol.gen";
import { Icon } from "../elements/Icon";
import { named } from "../elements/classes";
import { safeAddress } from "../elements/media/address";

interface Props {
  logo: LogoProps;
  /** The smaller picture, if there is one. */
  small?: boolean;
  /** What a screen reader calls it. */
  title: string | undefined;
  testId: string;
}

export function Logo({ logo, small = false, title, testId }: Props) {
  const source = (small ? logo.icon : undefined) ?? logo.image;
  const link = safeAddress(logo.link);
  const picture = /^(https?:|data:image\/|\/|\.)/.test(source) ? (
    <img src={source} alt={title ?? "Logo"} />
  ) : (
    <Icon icon={source} />
  );
  const content = (
    <span {...named(testId, "rf-logo")} data-size={logo.size ?? "medium"}>
      {picture}
    </span>
  );
  if (link === undefined) return content;
  return (
    <a {...named("stLogoLink")} href={link} target="_blank" rel="noopener noreferrer" aria-label={title ?? "Logo"}>
      {content}
    </a>
  );
}
