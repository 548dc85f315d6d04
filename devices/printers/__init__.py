"""Receipt printers: a document becomes dots, dots become bounded parts, and each part is confirmed before the next."""
