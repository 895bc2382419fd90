// Registers custom components and frames.
export {};
