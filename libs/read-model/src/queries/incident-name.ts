/** Joins the incident `i` that the name of a question `q` is of: its id, or else a name that it took first. */
export const byName = `JOIN desk.incident i ON i.id = coalesce(
    (SELECT id FROM desk.incident WHERE id = q.name), (SELECT incident_id FROM desk.alias WHERE name = q.name))`

/** Whether an incident can have this name at all: PostgreSQL refuses a question with any other. */
export const canBeName = (name: string): boolean => !/\0|\p{Surrogate}/u.test(name)
