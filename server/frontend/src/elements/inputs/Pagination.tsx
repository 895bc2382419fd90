// The pages of something long, by number.

import { Button } from "react-aria-components/Button";
import type { PaginationProps } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { named } from "../classes";
import type { ElementProps } from "../types";
import { ChevronIcon } from "./icons";
import { pageSlots } from "./pages";

export function Pagination({ id, props }: ElementProps<PaginationProps>) {
  const { value, commit } = useWidget<number>(id, props);
  const { pages, visible, disabled } = props;
  return (
    <nav {...named("stPagination", "rf-pagination")} aria-label="Pages">
      <Button
        className="rf-pageno-turn rf-pageno-previous"
        aria-label="Previous page"
        isDisabled={disabled || value <= 1}
        onPress={() => commit(value - 1)}
      >
        <ChevronIcon />
      </Button>
      {pageSlots(pages, value, visible).map((slot, at) =>
        slot === "gap" ? (
          <span key={`gap-${at}`} className="rf-pageno-gap" aria-hidden="true">
            …
          </span>
        ) : (
          <Button
            key={slot}
            className="rf-pageno"
            aria-label={`Page ${slot}`}
            aria-current={slot === value ? "page" : undefined}
            isDisabled={disabled}
            onPress={() => commit(slot)}
          >
            {slot}
          </Button>
        ),
      )}
      <Button
        className="rf-pageno-turn rf-pageno-next"
        aria-label="Next page"
        isDisabled={disabled || value >= pages}
        onPress={() => commit(value + 1)}
      >
        <ChevronIcon />
      </Button>
    </nav>
  );
}
