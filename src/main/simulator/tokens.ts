/** Tokens of a prompt: a quarter of its UTF-8 bytes, and four for each message's frame. */
export function inputTokensOf(messages: readonly { readonly content: string }[]): number {
  let tokens = 0
  for (const message of messages) tokens += 4 + Math.ceil(Buffer.byteLength(message.content) / 4)
  return tokens
}

/** A text in the pieces it is generated and billed in: words with the space before them, none longer than six letters. */
export function tokensOf(text: string): string[] {
  return text.match(/\s*\S{1,6}|\s+$/g) ?? []
}
