// The page's colours as the component protocol names them.

import { useMemo } from "react";
import { tokenColor, useTheme } from "../../theme/theme";
import type { ComponentTheme } from "./protocol";

export function useComponentTheme(): ComponentTheme {
  const base = useTheme();
  return useMemo(
    () => ({
      base,
      primaryColor: tokenColor("--rf-accent"),
      backgroundColor: tokenColor("--rf-bg"),
      secondaryBackgroundColor: tokenColor("--rf-surface"),
      textColor: tokenColor("--rf-text"),
      font: "sans serif",
    }),
    [base],
  );
}
