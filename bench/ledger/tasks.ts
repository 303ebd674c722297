import type { Message, Variables } from '#contract/batch'
import type { Dice } from './dice.ts'

/** What runs ask: messages with places to fill, and how long answers become, in bytes, log-normal. */
export interface Task {
  readonly name: string
  readonly messages: readonly Message[]
  readonly variables: (dice: Dice) => Variables
  readonly answerBytes: number
  readonly sigma: number
  readonly output: 'text' | 'object'
}

const countries = [
  'France',
  'Chile',
  'Japan',
  'Kenya',
  'Norway',
  'Peru',
  'Laos',
  'Fiji',
  'Oman',
  'Cuba',
  'Ghana',
  'Nepal',
  'Malta',
  'Qatar',
]
const things = [
  'invoice',
  'refund',
  'delivery',
  'password',
  'subscription',
  'warranty',
  'discount',
  'account',
  'booking',
  'receipt',
  'device',
]
const moods = ['calm', 'angry', 'delighted', 'confused', 'in a hurry', 'disappointed']
const languages = ['German', 'Spanish', 'Portuguese', 'Hindi', 'Swahili', 'Polish', 'Korean']
const verbs = ['was late', 'does not work', 'was charged twice', 'is missing', 'arrived broken', 'cannot be opened', 'was cancelled']

const said = (role: Message['role'], content: string): Message => ({ role, content })
const system =
  'You are a careful assistant of a shop. Answer in the language of the question, in at most three sentences, and never promise a date.'

export const tasks: readonly Task[] = [
  {
    ...{ name: 'capitals', answerBytes: 12, sigma: 0.3, output: 'text' },
    messages: [said('user', 'What is the capital of {{country}}? Answer with its name alone. ({{n}})')],
    variables: (dice) => ({ country: dice.one(countries), n: dice.below(40) }),
  },
  {
    ...{ name: 'support replies', answerBytes: 260, sigma: 0.45, output: 'text' },
    messages: [
      said('system', system),
      said('user', 'A {{mood}} customer writes: "My {{thing}} {{event}}, number {{n}}." Write the reply.'),
    ],
    variables: (dice) => ({ mood: dice.one(moods), thing: dice.one(things), event: dice.one(verbs), n: dice.below(100_000) }),
  },
  {
    ...{ name: 'ticket labels', answerBytes: 70, sigma: 0.25, output: 'object' },
    messages: [said('user', 'Label this ticket as JSON with "topic" and "urgency": the {{thing}} of order {{n}} {{event}}.')],
    variables: (dice) => ({ thing: dice.one(things), event: dice.one(verbs), n: dice.below(100_000) }),
  },
  {
    ...{ name: 'translations', answerBytes: 90, sigma: 0.3, output: 'text' },
    messages: [said('user', 'Translate into {{language}}: "The {{thing}} that you ordered on day {{n}} {{event}}."')],
    variables: (dice) => ({ language: dice.one(languages), thing: dice.one(things), event: dice.one(verbs), n: dice.below(5000) }),
  },
  {
    ...{ name: 'summaries', answerBytes: 620, sigma: 0.55, output: 'text' },
    messages: [
      said('system', system),
      said('user', 'Summarise case {{n}}: a {{mood}} customer in {{country}} says that the {{thing}} {{event}}.'),
    ],
    variables: (dice) => ({
      n: dice.below(1_000_000),
      mood: dice.one(moods),
      country: dice.one(countries),
      thing: dice.one(things),
      event: dice.one(verbs),
    }),
  },
  {
    ...{ name: 'arithmetic', answerBytes: 24, sigma: 0.4, output: 'text' },
    messages: [said('user', 'What is {{a}} × {{b}}? Answer with the number alone.')],
    variables: (dice) => ({ a: dice.below(1000), b: dice.below(1000) }),
  },
]

export const taskAt = (index: number): Task => tasks[index] as Task

const beginnings = [
  'Thank you for writing',
  'We are sorry',
  'This is how it stands',
  'In short',
  'As far as we can see',
  'Please note',
  'To be sure',
]
const middles = [
  'the order left our store',
  'your account is in order',
  'the amount was returned',
  'the device is covered',
  'nothing more is due',
]
const ends = [
  'and a colleague will look at it',
  'so there is nothing you need to do',
  'which we shall confirm by mail',
  'unless you tell us otherwise',
]
const rare = ['wombat', 'quixotic', 'zephyr', 'obelisk', 'marzipan']

/** Text from which answers are cut: sentences of the shop, a rare word in one of a hundred. */
export function makeProse(dice: Dice, bytes: number): string {
  const sentences: string[] = []
  for (let length = 0; length < bytes; length += sentences.at(-1)?.length ?? 0) {
    const word = dice.isLess(0.01) ? dice.one(rare) : dice.one(things)
    sentences.push(`${dice.one(beginnings)}: ${dice.one(middles)} (${word} ${dice.below(10_000)}), ${dice.one(ends)}. `)
  }
  return sentences.join('')
}
