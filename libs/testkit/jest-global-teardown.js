/** Stops what the setup started. After a crash or a kill of jest the keeper of the local stack does it. */
export default async function tearDown() {
  await globalThis.wireledgerTestStack?.stop()
}
