// The small pictures inside inputs. They say nothing that a label does not.

import type { ReactNode } from "react";

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      className="rf-icon"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const ChevronIcon = () => <Icon><path d="m4 6 4 4 4-4" /></Icon>;
export const CrossIcon = () => <Icon><path d="m4.5 4.5 7 7m0-7-7 7" /></Icon>;
export const PlusIcon = () => <Icon><path d="M8 3.5v9M3.5 8h9" /></Icon>;
export const MinusIcon = () => <Icon><path d="M3.5 8h9" /></Icon>;
export const CheckIcon = () => <Icon><path d="m3.5 8.5 3 3 6-7" strokeWidth="2" /></Icon>;
export const SearchIcon = () => <Icon><circle cx="7" cy="7" r="4" /><path d="m10 10 3.5 3.5" /></Icon>;
export const DownloadIcon = () => <Icon><path d="M8 2.5v7.5m-3-3 3 3 3-3M3 13.5h10" /></Icon>;
export const ExpandIcon = () => <Icon><path d="M9.5 2.5h4v4m0-4-4.5 4.5m-2.5 6.500h-4v-4m0 4 4.5-4.5" /></Icon>;
export const ShrinkIcon = () => <Icon><path d="M13 6.500h-3.500v-3.500m0 3.5 4-4M3 9.500h3.500v3.500m0-3.5-4 4" /></Icon>;
export const CalendarIcon = () => (
  <Icon><rect x="2.5" y="3.5" width="11" height="10" rx="1.5" /><path d="M2.5 6.500h11M5.5 2v2.500M10.5 2v2.5" /></Icon>
);
export const EyeIcon = () => (
  <Icon><path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z" /><circle cx="8" cy="8" r="2" /></Icon>
);
export const EyeOffIcon = () => (
  <Icon><path d="M6 3.800A6 6 0 0 1 8 3.500c4 0 6.5 4.5 6.5 4.500a12 12 0 0 1-1.6 2.100M4 4.900A11 11 0 0 0 1.5 8S4 12.5 8 12.500a6 6 0 0 0 3.5-1.200M2.5 2.500l11 11" /></Icon>
);
export const UploadIcon = () => (
  <Icon><path d="M4.5 11.500a3 3 0 0 1-.3-6 4 4 0 0 1 7.6.5 2.8 2.8 0 0 1 0 5.500M8 13.500V8m-2 1.800L8 8l2 1.8" /></Icon>
);
export const FileIcon = () => <Icon><path d="M9 1.500H4.500A1 1 0 0 0 3.5 2.500v11a1 1 0 0 0 1 1h7a1 1 0 0 0 1-1V5Zm0 0V5h3.5" /></Icon>;
export const MicrophoneIcon = () => (
  <Icon><rect x="6" y="1.5" width="4" height="7.5" rx="2" /><path d="M3.5 7.500a4.5 4.5 0 0 0 9 0M8 12v2.500" /></Icon>
);
export const StopIcon = () => <Icon><rect x="4.5" y="4.5" width="7" height="7" rx="1" fill="currentColor" /></Icon>;
export const CameraIcon = () => (
  <Icon><path d="M2 5.500a1 1 0 0 1 1-1h2l1-1.500h4l1 1.500h2a1 1 0 0 1 1 1v6.500a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1Z" /><circle cx="8" cy="8.500" r="2.5" /></Icon>
);
export const AttachIcon = () => (
  <Icon><path d="m13 7.500-5 5a3.200 3.200 0 0 1-4.500-4.500l5.500-5.500a2.100 2.100 0 0 1 3 3L6.700 10.800a1 1 0 0 1-1.500-1.500L9.700 4.800" /></Icon>
);
