# SPDX-License-Identifier: MIT
# Reads the mail FILE as a mail program would: its structure and headers as JSON; its parts go into FOLDER.
import email
import email.header
import email.policy
import email.utils
import json
import pathlib
import sys

content = pathlib.Path(sys.argv[1]).read_bytes()
mail = email.message_from_bytes(content, policy=email.policy.default)
raw = email.message_from_bytes(content)
folder = pathlib.Path(sys.argv[2])


def tree(part):
    if part.is_multipart():
        return [part.get_content_type()] + [tree(child) for child in part.iter_parts()]
    return part.get_content_type()


# By the older reader: the newer one leaves blanks between the encoded words of a name.
def mailbox(field):
    name, address = email.utils.parseaddr(raw[field])
    return [str(email.header.make_header(email.header.decode_header(name))), address]


files = []
for number, part in enumerate(leaf for leaf in mail.walk() if not leaf.is_multipart()):
    content = part.get_content()
    file = folder / f"part{number}"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    files.append({"file": str(file), "type": part.get_content_type(), "name": part.get_filename() or "",
                  "id": part["Content-ID"] or ""})

print(json.dumps({"tree": tree(mail), "parts": files, "subject": mail["Subject"], "message_id": mail["Message-ID"],
                  "to": mailbox("To"), "from": mailbox("From"),
                  "defects": [str(defect) for part in mail.walk() for defect in part.defects]}))
