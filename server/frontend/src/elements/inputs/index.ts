// Registers the input elements.
export {};
