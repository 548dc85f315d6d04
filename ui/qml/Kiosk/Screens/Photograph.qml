// 43, before a case is handed in: the same camera step as for what is supplied later.
Supply {
    objectName: "photograph"
}
