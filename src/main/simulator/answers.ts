import { type Draws, oneOf } from './draw.ts'

export const capitals: ReadonlyMap<string, string> = new Map(
  Object.entries({
    argentina: 'Buenos Aires',
    australia: 'Canberra',
    austria: 'Vienna',
    bangladesh: 'Dhaka',
    belgium: 'Brussels',
    brazil: 'Brasília',
    bulgaria: 'Sofia',
    canada: 'Ottawa',
    chile: 'Santiago',
    china: 'Beijing',
    colombia: 'Bogotá',
    cuba: 'Havana',
    denmark: 'Copenhagen',
    egypt: 'Cairo',
    ethiopia: 'Addis Ababa',
    finland: 'Helsinki',
    france: 'Paris',
    germany: 'Berlin',
    ghana: 'Accra',
    greece: 'Athens',
    hungary: 'Budapest',
    iceland: 'Reykjavík',
    india: 'New Delhi',
    indonesia: 'Jakarta',
    iran: 'Tehran',
    ireland: 'Dublin',
    italy: 'Rome',
    jamaica: 'Kingston',
    japan: 'Tokyo',
    kenya: 'Nairobi',
    mexico: 'Mexico City',
    morocco: 'Rabat',
    nepal: 'Kathmandu',
    netherlands: 'Amsterdam',
    'new zealand': 'Wellington',
    nigeria: 'Abuja',
    norway: 'Oslo',
    pakistan: 'Islamabad',
    peru: 'Lima',
    philippines: 'Manila',
    poland: 'Warsaw',
    portugal: 'Lisbon',
    romania: 'Bucharest',
    senegal: 'Dakar',
    'south korea': 'Seoul',
    spain: 'Madrid',
    sweden: 'Stockholm',
    switzerland: 'Bern',
    thailand: 'Bangkok',
    turkey: 'Ankara',
    ukraine: 'Kyiv',
    'united kingdom': 'London',
    'united states': 'Washington, D.C.',
    uruguay: 'Montevideo',
    vietnam: 'Hanoi',
    zambia: 'Lusaka',
  }),
)

const openings = ['In short,', 'As far as I can tell,', 'Broadly speaking,', 'To answer directly:'] as const
const claims = [
  'the evidence points in one direction, though not all of it',
  'two things matter here: what is measured and when',
  'the usual answer holds, with a few exceptions worth naming',
  'it depends on the scale at which the question is asked',
  'there is a simple rule and a longer list of special cases',
] as const
const closings = [
  'A small experiment would settle the rest.',
  'The remaining doubt is about the second decimal.',
  'I would check the source before relying on it.',
  'More samples would narrow this down.',
] as const

/** What the simulated model says to a prompt: a capital it knows, a sum it can do, or a sentence that sounds like an answer. */
export function answerTo(prompt: string, draws: Draws): string {
  const country = /\bcapital(?: city)? of (?:the )?([\p{L} .'-]{2,40}?)\s*(?:[?!.,;:"\n]|$)/iu.exec(prompt)?.[1]
  if (country !== undefined) return capitalOf(country, draws)
  const sum = /(\d{1,9})\s*([+*×-])\s*(\d{1,9})/.exec(prompt)
  if (sum?.[1] !== undefined && sum[3] !== undefined) return `${sum[0]} = ${resultOf(Number(sum[1]), sum[2], Number(sum[3]))}.`
  const subject = /(\p{L}{5,20})[^\p{L}]*$/u.exec(prompt)?.[1]
  const about = subject === undefined ? '' : ` On ${subject.toLowerCase()},`
  const opening = about === '' ? oneOf(openings, draws) : `${oneOf(openings, draws)}${about.toLowerCase()}`
  return `${opening} ${oneOf(claims, draws)}. ${oneOf(closings, draws)}`
}

function capitalOf(country: string, draws: Draws): string {
  const capital = capitals.get(country.trim().toLowerCase())
  if (capital === undefined) return `I do not know the capital of ${country.trim()}.`
  return oneOf([`The capital of ${country.trim()} is ${capital}.`, `${capital}.`, `It is ${capital}.`], draws)
}

function resultOf(left: number, operator: string | undefined, right: number): number {
  if (operator === '+') return left + right
  return operator === '-' ? left - right : left * right
}
