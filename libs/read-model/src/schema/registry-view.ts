/** The registry as readers see it. It stands beside the versions, so a switch need not touch it. */
export const registryView = `CREATE OR REPLACE VIEW desk.projection AS
  SELECT name, version, schema, status, created_at, switched_at, policy FROM wireledger.projection`
