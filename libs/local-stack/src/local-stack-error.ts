/** What can go wrong with the local stack; stable, told in `docs/errors.md`. */
export type LocalStackCode =
  | 'STACK_NO_JAVA'
  | 'STACK_NO_MAVEN'
  | 'STACK_FETCH_FAILED'
  | 'STACK_PORT_TAKEN'
  | 'STACK_ALREADY_RUNNING'
  | 'STACK_NOT_BUILT'
  | 'STACK_START_FAILED'

/** Thrown by everything that starts a local server; its message is meant to be read by the person at the terminal. */
export class LocalStackError extends Error {
  override readonly name = 'LocalStackError'

  constructor(
    readonly code: LocalStackCode,
    message: string,
  ) {
    super(message)
  }
}

const waysOut = (install: string): string =>
  [
    'Three ways out:',
    `  1. install ${install}`,
    '  2. run everything in containers: docker compose up',
    '  3. use servers of your own: set KAFKA_BROKERS and DATABASE_URL',
  ].join('\n')

/** Apache Kafka is a Java program and there is no Java (or one that is too old). */
export const noJava = (found: string): LocalStackError =>
  new LocalStackError(
    'STACK_NO_JAVA',
    `Apache Kafka needs Java 17 or newer, ${found}.\n${waysOut('Java 17 (Debian: apt-get install openjdk-17-jre-headless)')}`,
  )

/** Kafka comes through Maven the first time and there is no Maven. */
export const noMaven = (): LocalStackError =>
  new LocalStackError(
    'STACK_NO_MAVEN',
    `Apache Kafka is fetched by Maven the first time, and no "mvn" was found.\n${waysOut('Maven (Debian: apt-get install maven)')}`,
  )
