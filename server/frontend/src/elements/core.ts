// Registers the elements that a page of text and buttons is made of.
export {};
