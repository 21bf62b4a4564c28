/* sql.S - the schema steps of assets/sql inside the program. */
	.section .rodata

	.globl schema_step_1
schema_step_1:
	.incbin "sql/0001_operations.sql"
	.byte 0

	.globl schema_step_2
schema_step_2:
	.incbin "sql/0002_live.sql"
	.byte 0

	.globl schema_step_3
schema_step_3:
	.incbin "sql/0003_drafts.sql"
	.byte 0

	.globl schema_step_4
schema_step_4:
	.incbin "sql/0004_links.sql"
	.byte 0

	.globl schema_step_5
schema_step_5:
	.incbin "sql/0005_access.sql"
	.byte 0

	.globl schema_step_6
schema_step_6:
	.incbin "sql/0006_witness.sql"
	.byte 0

	.globl schema_step_7
schema_step_7:
	.incbin "sql/0007_scope.sql"
	.byte 0

	.section .note.GNU-stack,"",%progbits
