import { wordSet } from './word-set.js'

/** Whoever is named by one of these is the authority responsible. */
export const authorities =
  wordSet(`police prosecutor prosecutors prosecution interior ministry army military navy hospital hospitals fire firefighters brigade
  court sheriff coroner rescue rescuers ambulance coastguard coast authorities authority emergency gendarmerie defence defense health civil disaster
  investigators detectives constabulary paramedics clinic forces policing medics doctors fbi carabinieri troopers home`)
export const heads = wordSet(
  `president premier chancellor king queen government prime presidency cabinet emir sultan taoiseach pm`,
)
export const unnamed =
  wordSet(`witnesses witness eyewitness eyewitnesses residents locals source sources unnamed unidentified anonymous resident villagers
  bystanders neighbours neighbors survivors survivor passengers users passers-by rumours`)
export const outlets =
  wordSet(`reuters afp ap bbc cnn dpa xinhua tass interfax efe ansa anadolu bloomberg media newspaper newspapers television tv radio agency
  broadcaster broadcasters channel outlet outlets ria apa kyodo yonhap belga lusa tanjug hina al-jazeera press website newsroom nbc cbs abc itv n1 dw rte
  rtv daily weekly pap mti sky`)
/** Other bodies and people who can speak. */
export const others =
  wordSet(`official officials spokesman spokeswoman spokesperson spokespeople mayor governor minister ministers chief director commander
  commissioner head council company operator airline union group agency committee secretary deputy leader rebels militants lawyer attorney judge
  chairman chairwoman manager ambassador embassy organisation organization charity foundation institute service services department bureau office
  agent general colonel captain major lieutenant senator lawmaker lawmakers councillor relatives family analyst analysts expert experts observers
  doctor surgeon bishop priest imam rector headteacher principal superintendent inspector sergeant officer officers ceo statement watchdog observatory
  ombudsman militia railway railways port airport university school club federation crescent un nato eu osce secretary-general`)

/** Words of a title, after which a name begins. */
export const titleWords =
  wordSet(`president prime minister interior defence defense foreign health justice mayor governor chief police director spokesman spokeswoman
  spokesperson prosecutor general commander commissioner head secretary deputy vice king queen premier chancellor judge sheriff colonel captain major
  lieutenant sgt lt col gen sergeant inspector superintendent officer mr mrs ms dr professor senator state district regional chairman chairwoman lawyer
  manager ambassador coroner fire army military hospital leader rep sen gov attorney bishop father archbishop imam city town local provincial
  acting former public chief-of-staff detective constable security council spokesman commissar pm doctor surgeon paramedic firefighter brigade ministry
  union resident witness owner councillor lawmaker first lady secretary-general brigadier admiral commodore marshal ombudsman environment transport`)

export const mouthpieces = wordSet('spokesman spokeswoman spokesperson spokespeople spokespersons')
export const papers = wordSet(
  'statement communique communiqué report press-release bulletin post message briefing release',
)
export const pronouns = wordSet('he she they it')

export const platforms: ReadonlyMap<string, string> = new Map([
  ['facebook', 'Facebook'],
  ['telegram', 'Telegram'],
  ['twitter', 'Twitter'],
  ['x', 'X'],
  ['instagram', 'Instagram'],
  ['tiktok', 'TikTok'],
  ['youtube', 'YouTube'],
  ['whatsapp', 'WhatsApp'],
  ['weibo', 'Weibo'],
  ['vkontakte', 'VKontakte'],
  ['bluesky', 'Bluesky'],
  ['mastodon', 'Mastodon'],
  ['viber', 'Viber'],
])

export const carriers = wordSet('published carried quoted cited broadcast aired printed relayed')
export const carrierKinds = wordSet(
  'newspaper agency broadcaster channel news daily weekly portal website station tv television site magazine state national public local private',
)
export const leading =
  wordSet(`on late early earlier later meanwhile but and while however separately as although monday tuesday wednesday thursday friday saturday
  sunday also then afterwards yesterday today morning afternoon evening night in addition so for his her their part this because since when whereas or`)
/** Nobody speaks who is named by these: "it is said". */
export const cutters =
  wordSet(`published carried quoted cited on who which released issued posted whose that via in shared seen obtained writing speaking
  during after through at as`)
